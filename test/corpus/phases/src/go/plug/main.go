// first: plugin.Open follows the path of the plugin; last: write
package main

import (
	"os"
	"plugin"
)

func main() {
	p, err := plugin.Open("/opt/sample/bin/part.so")
	if err != nil {
		panic(err)
	}
	f, _ := p.Lookup("Say")
	os.Stdout.WriteString(f.(func() string)())
}
