# first: open of the settings; last: the write of the answer
BEGIN { while ((getline l < "/opt/sample/etc/app.conf") > 0) n++; print n " lines" }
