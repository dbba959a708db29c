// first: socket; last: close
package main

import "syscall"

func main() {
	s, _ := syscall.Socket(syscall.AF_INET, syscall.SOCK_DGRAM, 0)
	syscall.Bind(s, &syscall.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}})
	a, _ := syscall.Getsockname(s)
	syscall.Sendto(s, []byte("x"), 0, a)
	b := make([]byte, 10)
	syscall.Read(s, b)
	syscall.Close(s)
}
