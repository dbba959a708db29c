// first: the time zone, which the first line of the log wants; last: write
package main

import "log"

func main() {
	log.Println("starting")
	log.Println("done")
}
