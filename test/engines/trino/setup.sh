# Trino from Maven Central, and the class that starts it. Needs Maven and a JDK 25, which is installed where it is missing.
set -eu -o pipefail

# The JDK with at least this major version.
find_jdk() {
  local candidate major
  for candidate in ${JAVA_HOME:-} /usr/lib/jvm/* /opt/java/* "$HOME"/.sdkman/candidates/java/*; do
    [ -x "$candidate/bin/javac" ] || continue
    major=$("$candidate/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
    if [ "${major:-0}" -ge "$1" ]; then
      echo "$candidate"
      return 0
    fi
  done
  return 1
}

if ! jdk=$(find_jdk 25); then
  apt-get update -qq && { apt-get install -y -qq openjdk-25-jdk-headless || apt-get install -y -qq temurin-25-jdk; } || true
  jdk=$(find_jdk 25) || { echo 'Trino 483 needs a JDK 25, and none is installed or to be had from apt' >&2; exit 1; }
fi
command -v mvn >/dev/null || { echo 'Maven (mvn) is not installed' >&2; exit 1; }

export JAVA_HOME=$jdk
cp pom.xml Server.java "$JUDGE_HOME"
cd "$JUDGE_HOME"
mvn -B -q dependency:build-classpath -Dmdep.outputFile=classpath </dev/null >&2
"$jdk/bin/javac" -proc:none -cp "$(cat classpath)" -d classes Server.java
ln -s "$jdk" jdk
echo "Trino $(sed -n 's|.*<trino.version>\(.*\)</trino.version>.*|\1|p' pom.xml)"
