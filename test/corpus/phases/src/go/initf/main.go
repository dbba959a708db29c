// package init of its own. first: the open in init(); last: rename
package main

import "os"

var conf []byte

func init() { conf, _ = os.ReadFile("/opt/sample/etc/app.conf") }

func main() {
	os.WriteFile("/opt/sample/tmp/go.new", conf[:5], 0644)
	os.Rename("/opt/sample/tmp/go.new", "/opt/sample/tmp/go.out")
}
