// first: getppid; last: nanosleep
package main

import (
	"os"
	"syscall"
)

func main() {
	if os.Getppid() == 1 {
		println("orphan")
	}
	os.Stdout.WriteString("ids\n")
	t := syscall.Timespec{Nsec: 2000000}
	syscall.Nanosleep(&t, nil)
}
