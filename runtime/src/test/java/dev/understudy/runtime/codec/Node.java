package dev.understudy.runtime.codec;

import dev.understudy.runtime.codec.kind.OwnKind;
import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a {@code @Replicated} class is, with fields of every sort, and may be part of a cycle. */
class Node {

  String name = "";
  Node next;
  List<Node> peers = new ArrayList<>();
  final Map<String, Node> byName = new TreeMap<>(String::compareToIgnoreCase);
  Tag tag;

  Node() {}

  Node(String name) {
    this.name = name;
  }

  /** A record, which may hold such a node. */
  record Tag(String text, Node owner, List<Tag> more) {}

  static final WireCodec<Node> CODEC = new NodeCodec();
  static final WireCodec<Tag> TAG = new TagCodec();
  static final RefillableCodec<List<Node>> LIST = Codecs.collection(List.class, CODEC);
  static final RefillableCodec<List<Tag>> TAGS = Codecs.collection(List.class, TAG);
  static final RefillableCodec<Map<String, Node>> MAP = Codecs.map(Map.class, Codecs.STRING, CODEC);

  static final class NodeCodec extends ReplicatedCodec<Node> {

    NodeCodec() {
      super(Node.class, "name", "next", "peers", "byName", "tag");
    }

    @Override
    protected Node create() {
      return new Node();
    }

    @Override
    protected Object[] refilled(Node value) {
      return new Object[] {value.byName};
    }

    @Override
    protected Object held(int field, Node value) {
      return field == 2 ? value.peers : null;
    }

    @Override
    protected void writeField(int field, Node value, WireOutput out) {
      switch (field) {
        case 0 -> out.writeString(value.name);
        case 1 -> CODEC.write(value.next, out);
        case 2 -> LIST.writeField(value.peers, own(2), out);
        case 3 -> MAP.writeField(value.byName, OwnKind.ANY, out);
        default -> TAG.write(value.tag, out);
      }
    }

    @Override
    protected void readField(int field, Node value, WireInput in) {
      switch (field) {
        case 0 -> value.name = in.readString();
        case 1 -> value.next = CODEC.read(in);
        case 2 -> value.peers = LIST.readField(value.peers, in);
        case 3 -> MAP.refill(value.byName, in);
        default -> value.tag = TAG.read(in);
      }
    }
  }

  static final class TagCodec extends RecordCodec<Tag> {

    TagCodec() {
      super(Tag.class, "text", "owner", "more");
    }

    @Override
    protected void writeField(int field, Tag value, WireOutput out) {
      switch (field) {
        case 0 -> out.writeString(value.text());
        case 1 -> CODEC.write(value.owner(), out);
        default -> TAGS.write(value.more(), out);
      }
    }

    @Override
    protected Tag readFields(WireInput in) {
      return new Tag(in.readString(), CODEC.read(in), in.hasMore() ? TAGS.read(in) : null);
    }
  }
}
