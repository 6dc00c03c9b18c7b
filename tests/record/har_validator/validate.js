// Validate HAR logs, one a line of standard input. Prints one line for each: "valid", or what is wrong with it.
const { har } = require(process.argv[2] + "/node_modules/har-validator/lib/promise");

const lines = require("fs").readFileSync(0, "utf8").split("\n").filter(Boolean);
(async () => {
  for (const line of lines) {
    try {
      await har(JSON.parse(line));
      console.log("valid");
    } catch (problem) {
      console.log(JSON.stringify(problem.errors ?? String(problem)));
    }
  }
})();
