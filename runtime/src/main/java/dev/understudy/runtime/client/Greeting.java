package dev.understudy.runtime.client;

import dev.understudy.runtime.message.Hello;
import dev.understudy.runtime.spi.Contracts;
import dev.understudy.runtime.spi.ServerClass;

/**
 * What a client says of itself at the begin of every connection.
 *
 * @param className the server class
 * @param contract in words
 * @param fingerprint stands for the contract
 * @param clientName what the client calls itself
 */
record Greeting(String className, String contract, long fingerprint, String clientName) {

  static Greeting of(ServerClass serverClass, String clientName) {
    return new Greeting(
        serverClass.name(), serverClass.contract(), Contracts.fingerprint(serverClass), clientName);
  }

  /**
   * The HELLO of one connection.
   *
   * @param session the session to go on with, or 0 for a new one
   * @param life the life of the state that it belongs to, as the server said
   */
  Hello.Client hello(long session, long life) {
    return new Hello.Client(className, fingerprint, session, life, clientName);
  }
}
