export {};
console.log(document.title);
