# first and last: the flush of stdout at exit
puts "hello"
