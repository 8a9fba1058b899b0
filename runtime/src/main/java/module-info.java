/**
 * What generated code runs on: the pair, its journal, its client, its launcher. All that it needs
 * of the JDK is named here, so that the module of a server class need not.
 */
@SuppressWarnings("requires-automatic") // JNA is a named module in another artifact of its own.
module understudy.runtime {
  requires transitive understudy.annotations;
  requires static org.jspecify;
  requires org.slf4j;
  requires info.picocli;
  requires com.sun.jna;
  requires java.logging; // For JNA, which cannot say so.
  requires java.management;
  requires jdk.management;
  requires jdk.net;
  requires jdk.unsupported;

  // What users touch.
  exports dev.understudy.runtime.api;

  // What generated code calls and implements.
  exports dev.understudy.runtime.client;
  exports dev.understudy.runtime.codec;
  exports dev.understudy.runtime.codec.kind;
  exports dev.understudy.runtime.launch;
  exports dev.understudy.runtime.spi;
  exports dev.understudy.runtime.wire;

  opens dev.understudy.runtime.launch.cli to
      info.picocli;
}
