// runs two programs. first: exec.Command looks for echo on the PATH (stat); last: write
package main

import (
	"fmt"
	"os/exec"
)

func main() {
	o, _ := exec.Command("echo", "one").Output()
	p, _ := exec.Command("true").Output()
	fmt.Print(string(o), len(p), "\n")
}
