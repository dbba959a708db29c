// first: open of the settings; last: write, then os.Exit(3)
package main

import (
	"encoding/json"
	"fmt"
	"os"
)

func main() {
	f, err := os.Open("/opt/sample/etc/app.json")
	if err != nil {
		os.Exit(1)
	}
	var v map[string]interface{}
	json.NewDecoder(f).Decode(&v)
	fmt.Fprintln(os.Stderr, len(v))
	os.Exit(3)
}
