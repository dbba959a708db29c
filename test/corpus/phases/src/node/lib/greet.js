exports.greet = n => 'hello ' + n + '\n';
