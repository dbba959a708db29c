def greet(n) = "hello #{n}\n"
