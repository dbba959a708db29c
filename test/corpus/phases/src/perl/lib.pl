sub greet { "hello $_[0]\n" } 1;
