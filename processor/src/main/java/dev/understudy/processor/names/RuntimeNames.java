package dev.understudy.processor.names;

import com.palantir.javapoet.ClassName;

/** The types of annotations and runtime that generated code mentions. */
public final class RuntimeNames {

  private static final String ROOT = "dev.understudy";
  private static final String API = "dev.understudy.runtime.api";
  private static final String SPI = "dev.understudy.runtime.spi";
  private static final String WIRE = "dev.understudy.runtime.wire";
  private static final String CODEC = "dev.understudy.runtime.codec";

  /** The mark of generated code, which is the JDK's. */
  public static final ClassName GENERATED =
      ClassName.get("javax.annotation.processing", "Generated");

  public static final ClassName CLIENT_OBITUARY = ClassName.get(ROOT, "ClientObituary");
  public static final ClassName UPDATE_CONTEXT = ClassName.get(ROOT, "UpdateContext");
  public static final ClassName MODE = ClassName.get(ROOT, "Mode");
  public static final ClassName STANDBY_ROLE = ClassName.get(ROOT, "StandbyRole");
  public static final ClassName WHEN_UNPROTECTED = ClassName.get(ROOT, "WhenUnprotected");

  public static final ClassName CLIENT_OPTIONS = ClassName.get(API, "ClientOptions");
  public static final ClassName OBITUARY = ClassName.get(API, "Obituary");

  public static final ClassName CALLER = ClassName.get(SPI, "Caller");
  public static final ClassName OBITUARY_SOURCE = ClassName.get(SPI, "ObituarySource");
  public static final ClassName OPERATION = ClassName.get(SPI, "Operation");
  public static final ClassName OUTCOME_CODEC = ClassName.get(SPI, "OutcomeCodec");
  public static final ClassName REPLICA = ClassName.get(SPI, "Replica");
  public static final ClassName SERVER_CLASS = ClassName.get(SPI, "ServerClass");
  public static final ClassName STANDBY = ClassName.get(SPI, "Standby");

  public static final ClassName CODECS = ClassName.get(CODEC, "Codecs");
  public static final ClassName MALFORMED_INPUT = ClassName.get(WIRE, "MalformedInputException");
  public static final ClassName OWN_KIND = ClassName.get(CODEC + ".kind", "OwnKind");
  public static final ClassName RECORD_CODEC = ClassName.get(CODEC, "RecordCodec");
  public static final ClassName REFILLABLE_CODEC = ClassName.get(CODEC, "RefillableCodec");
  public static final ClassName REPLICATED_CODEC = ClassName.get(CODEC, "ReplicatedCodec");
  public static final ClassName SERVER_STATE = ClassName.get(CODEC, "ServerState");
  public static final ClassName STATE_FIELD = ClassName.get(CODEC, "StateField");
  public static final ClassName WIRE_CODEC = ClassName.get(WIRE, "WireCodec");
  public static final ClassName WIRE_INPUT = ClassName.get(WIRE, "WireInput");
  public static final ClassName WIRE_OUTPUT = ClassName.get(WIRE, "WireOutput");

  public static final ClassName CLIENT_SESSION =
      ClassName.get("dev.understudy.runtime.client", "ClientSession");
  public static final ClassName LAUNCHER =
      ClassName.get("dev.understudy.runtime.launch", "Launcher");

  private RuntimeNames() {}
}
