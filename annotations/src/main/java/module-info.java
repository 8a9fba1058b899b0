/** All that the source of a server class names. */
module understudy.annotations {
  requires static transitive org.jspecify;

  exports dev.understudy;
}
