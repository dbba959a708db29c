// goroutines and garbage collection. first: mkdir; last: unlinkat of the directory
package main

import (
	"os"
	"runtime"
	"sync"
)

var keep [][]byte

func main() {
	os.Mkdir("/opt/sample/tmp/gc", 0755)
	var wg sync.WaitGroup
	for i := 0; i < 4; i++ {
		wg.Add(1)
		go func(i int) {
			defer wg.Done()
			for j := 0; j < 20; j++ {
				b := make([]byte, 200000)
				b[j] = byte(i)
				if j%5 == 0 {
					runtime.Gosched()
				}
				_ = append([]byte(nil), b...)
			}
		}(i)
	}
	wg.Wait()
	runtime.GC()
	os.WriteFile("/opt/sample/tmp/gc/done", []byte("ok\n"), 0644)
	os.Remove("/opt/sample/tmp/gc/done")
	os.Remove("/opt/sample/tmp/gc")
}
