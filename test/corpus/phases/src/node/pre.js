// for --require: not the program's own
module.exports = 1;
