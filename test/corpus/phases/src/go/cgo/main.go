// cgo. first: getppid from C; last: write from Go
package main

/*
#include <unistd.h>
static int parent(void) { return getppid(); }
*/
import "C"
import "fmt"

func main() { fmt.Println("parent", C.parent() > 0) }
