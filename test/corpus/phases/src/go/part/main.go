package main

func Say() string { return "from a plugin\n" }

func main() {}
