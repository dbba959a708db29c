proc greet n { return "hello $n" }
