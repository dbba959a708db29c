// first: the look at stdout before the first console.log; last: write
console.log('hello');
