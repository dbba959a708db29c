# first and last: the write of the buffered text when the script is done
print("hello")
