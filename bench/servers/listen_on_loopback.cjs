// Makes Comunica listen on 127.0.0.1 only: it listens on all addresses and has no option for that.
const { Server } = require("node:net");
const listen = Server.prototype.listen;

Server.prototype.listen = function (port, ...rest) {
  const withoutHost = typeof port === "number" && typeof rest[0] !== "string";
  return listen.call(this, port, ...(withoutHost ? ["127.0.0.1", ...rest] : rest));
};
