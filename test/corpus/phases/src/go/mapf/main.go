// first: mmap of 1234567 bytes; last: munmap of them
package main

import "syscall"

func main() {
	m, err := syscall.Mmap(-1, 0, 1234567, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		panic(err)
	}
	m[0] = 1
	println(len(m))
	syscall.Munmap(m)
}
