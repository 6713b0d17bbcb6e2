// Comunica listens on every address of the machine and has no option to say otherwise: here it is kept to this machine.
const { Server } = require("node:net");
const listen = Server.prototype.listen;

Server.prototype.listen = function (port, ...rest) {
  const plain = typeof port === "number" && typeof rest[0] !== "string";
  return listen.call(this, port, ...(plain ? ["127.0.0.1", ...rest] : rest));
};
