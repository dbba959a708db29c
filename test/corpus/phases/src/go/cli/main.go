// counts lines of a file. first: its open; last: write of the answer
package main

import (
	"bufio"
	"fmt"
	"os"
	"sort"
	"strings"
)

func main() {
	f, err := os.Open(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	m := map[string]int{}
	s := bufio.NewScanner(f)
	for s.Scan() {
		for _, w := range strings.Fields(s.Text()) {
			m[w]++
		}
	}
	f.Close()
	var k []string
	for w := range m {
		k = append(k, w)
	}
	sort.Strings(k)
	w := bufio.NewWriter(os.Stdout)
	for _, x := range k {
		fmt.Fprintln(w, m[x], x)
	}
	w.Flush()
}
