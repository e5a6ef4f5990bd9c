# The parser of Trino 435 from Maven Central. Needs Maven and a JDK 17 or later.
set -eu -o pipefail
command -v javac >/dev/null && command -v mvn >/dev/null || { echo 'a JDK and Maven (mvn) are not installed' >&2; exit 1; }
cp pom.xml Parser.java "$JUDGE_HOME"
cd "$JUDGE_HOME"
mvn -B -q dependency:build-classpath -Dmdep.outputFile=classpath </dev/null >&2
javac -proc:none -cp "$(cat classpath)" -d classes Parser.java
echo "Trino $(sed -n 's|.*<trino.version>\(.*\)</trino.version>.*|\1|p' pom.xml) parser"
