package dev.understudy;

/**
 * The notice that a client has died: its connection was closed without a goodbye, and it was not
 * back within its grace time ({@code --session-grace}). Equal on both sides. When it is told is the
 * time of the update, {@link UpdateContext#now()}; the client itself was last there a grace time
 * earlier, or longer ago if a takeover fell in between.
 *
 * @param session the session that the client had, which has ended with it; never used again
 * @param name the name that the client gave when it connected, or the empty string
 */
public record ClientObituary(long session, String name) {}
