# Builds the example for ./show and ./box-office, which read this file, and finds their $java; or
# another module, if $built_module names one.
# Of all that Maven says, people see where it is, and that it has not gone to sleep.

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
for tool in "$java" mvn; do
  if ! command -v "$tool" >/dev/null 2>&1; then
    echo "This needs a JDK, 17 or newer, and Maven, 3.8 or newer: '$tool' was not found." >&2
    exit 1
  fi
done

built_module=${built_module:-example-app}
log=$built_module/target/build.log
mkdir -p "$built_module/target"
echo "Building Understudy (the first time, Maven downloads what it needs)"

downloads=0
{
  mvn -B -Dstyle.color=never -Dmaven.test.skip=true -pl "$built_module" -am package 2>&1
  echo "Maven ended with $?"
} | tee "$log" | while IFS= read -r line; do
  case $line in
    "[INFO] Building Understudy"*)
      echo "$line" | sed 's|^.INFO. Building \(.*[^ ]\) [^ ]\{1,\} \{1,\}\(\[[0-9/]*\]\)$|  \2 \1|' ;;
    *"Downloaded from"*)
      downloads=$((downloads + 1))
      if [ $((downloads % 200)) -eq 0 ]; then echo "        $downloads files downloaded"; fi ;;
  esac
done

if ! grep -q 'Maven ended with 0$' "$log"; then
  grep 'ERROR' "$log" | head -n 10 >&2
  echo "The build has failed: see $log." >&2
  exit 1
fi
