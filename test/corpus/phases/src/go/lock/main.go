// goroutines locked to threads. first: getpgid; last: chdir
package main

import (
	"os"
	"runtime"
	"sync"
	"syscall"
	"time"
)

func main() {
	var wg sync.WaitGroup
	syscall.Getpgid(0)
	for i := 0; i < 3; i++ {
		wg.Add(1)
		go func() {
			runtime.LockOSThread()
			syscall.Getpriority(syscall.PRIO_PROCESS, 0)
			time.Sleep(time.Millisecond)
			wg.Done()
		}()
	}
	wg.Wait()
	os.Chdir("/opt/sample/etc")
}
