// first: nanosleep; last: getuid
package main

import "syscall"

func main() {
	t := syscall.Timespec{Nsec: 1500000}
	for i := 0; i < 3; i++ {
		syscall.Nanosleep(&t, nil)
	}
	syscall.Getuid()
}
