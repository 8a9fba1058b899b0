package dev.understudy.processor.names;

import com.palantir.javapoet.ClassName;

/**
 * The names of what is generated for one server class.
 *
 * @param server the server class
 */
public record GeneratedNames(ClassName server) {

  /** The command line. */
  public ClassName launcher() {
    return named("Launcher");
  }

  /** The wrapper for callers in the primary's process. */
  public ClassName primary() {
    return named("Primary");
  }

  /** The wrapper of the process that waits. */
  public ClassName standby() {
    return named("Standby");
  }

  /** The typed client. */
  public ClassName client() {
    return named("Client");
  }

  /** The method table, the codecs, save and restore. */
  public ClassName replica() {
    return named("Replica");
  }

  /** What a client needs of the replica, without loading it. */
  public ClassName wire() {
    return replica().nestedClass("Wire");
  }

  /** The codec of the server object's state. */
  public ClassName state() {
    return replica().nestedClass("State");
  }

  private ClassName named(String suffix) {
    return ClassName.get(server.packageName(), String.join("_", server.simpleNames()) + suffix);
  }
}
