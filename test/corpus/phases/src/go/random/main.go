// first: getrandom for crypto/rand; last: rename
package main

import (
	"crypto/rand"
	"encoding/hex"
	"os"
)

func main() {
	b := make([]byte, 37)
	rand.Read(b)
	os.WriteFile("/opt/sample/tmp/rnd.new", []byte(hex.EncodeToString(b)), 0600)
	os.Rename("/opt/sample/tmp/rnd.new", "/opt/sample/tmp/rnd")
}
