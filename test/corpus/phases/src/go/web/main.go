// a small web server that answers three requests of its own. first: package net probes for IPv6 with sockets or opens somaxconn; last: write
package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
)

func main() {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { fmt.Fprintln(w, "hello", r.URL.Path) })
	go http.Serve(l, nil)
	n := 0
	for i := 0; i < 3; i++ {
		r, err := http.Get(fmt.Sprintf("http://%s/page%d", l.Addr(), i))
		if err != nil {
			panic(err)
		}
		b, _ := io.ReadAll(r.Body)
		r.Body.Close()
		n += len(b)
	}
	fmt.Fprintln(os.Stdout, "bytes", n)
}
