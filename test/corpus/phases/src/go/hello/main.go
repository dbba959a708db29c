// first and last: one write
package main

import "fmt"

func main() { fmt.Println("hello") }
