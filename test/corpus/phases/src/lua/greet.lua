return function(n) return "hello " .. n .. "\n" end
