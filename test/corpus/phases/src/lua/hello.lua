-- first: stdio looks at stdout; last: its flush at exit
print("hello")
