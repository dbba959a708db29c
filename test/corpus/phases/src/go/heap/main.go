// computes and allocates for a while before its first call. first: getppid; last: write
package main

import (
	"fmt"
	"os"
)

var keep [][]int

func main() {
	sum := 0
	for i := 0; i < 300; i++ {
		b := make([]int, 40000)
		for j := range b {
			b[j] = i * j
			sum += b[j] & 7
		}
		if i%10 == 0 {
			keep = append(keep, b)
		}
	}
	fmt.Fprintln(os.Stdout, "sum", sum, os.Getppid() > 0)
}
