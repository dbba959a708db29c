// a server that others call, with a signal handler and a time limit. first: socket or somaxconn for Listen; last: the write at the end
package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM)
	s := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprintln(w, "hi") })}
	go s.Serve(l)
	go func() {
		for i := 0; i < 4; i++ {
			if r, err := http.Get("http://" + l.Addr().String()); err == nil {
				r.Body.Close()
			}
			time.Sleep(2 * time.Millisecond)
		}
		syscall.Kill(os.Getpid(), syscall.SIGTERM)
	}()
	<-stop
	ctx, done := context.WithTimeout(context.Background(), time.Second)
	defer done()
	s.Shutdown(ctx)
	os.Stdout.WriteString("stopped\n")
}
