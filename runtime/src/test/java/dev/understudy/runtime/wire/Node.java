package dev.understudy.runtime.wire;

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

    @Override
    protected Node create() {
      return new Node();
    }

    @Override
    protected Object[] refilled(Node value) {
      return new Object[] {value.byName};
    }

    @Override
    protected void writeFields(Node value, WireOutput out) {
      out.writeString(value.name);
      CODEC.write(value.next, out);
      LIST.writeField(value.peers, out);
      MAP.writeField(value.byName, out);
      TAG.write(value.tag, out);
    }

    @Override
    protected void readFields(Node value, WireInput in) {
      value.name = in.readString();
      value.next = CODEC.read(in);
      value.peers = LIST.readField(value.peers, in);
      MAP.refill(value.byName, in);
      if (in.hasMore()) {
        value.tag = TAG.read(in);
      }
    }
  }

  static final class TagCodec extends RecordCodec<Tag> {

    @Override
    protected void writeFields(Tag value, WireOutput out) {
      out.writeString(value.text());
      CODEC.write(value.owner(), out);
      TAGS.write(value.more(), out);
    }

    @Override
    protected Tag readFields(WireInput in) {
      return new Tag(in.readString(), CODEC.read(in), in.hasMore() ? TAGS.read(in) : null);
    }
  }
}
