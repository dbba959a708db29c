// first: a look for a file that is not there; last: getppid
package main

import "os"

func main() {
	if _, err := os.Stat("/opt/sample/etc/override.conf"); err != nil {
		os.Stderr.WriteString("no override\n")
	}
	os.Getppid()
}
