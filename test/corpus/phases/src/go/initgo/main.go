// init() starts a goroutine, which makes the first call. first: stat of the settings; last: mkdirat
package main

import (
	"os"
	"sync"
)

var ready sync.WaitGroup

func init() {
	ready.Add(1)
	go func() {
		defer ready.Done()
		os.Stat("/opt/sample/etc/app.conf")
	}()
}

func main() {
	ready.Wait()
	os.Mkdir("/opt/sample/tmp/initgo", 0755)
}
