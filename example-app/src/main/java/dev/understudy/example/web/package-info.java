/**
 * The page of the box office: seats to click on, and the pair behind them to kill. {@link
 * dev.understudy.example.web.BoxOfficeWithPage} is its main class; {@link
 * dev.understudy.example.web.Page} is opened by whichever process serves, on the same port, so that
 * a browser finds it there again after a takeover.
 *
 * <p>Uses the box office through the generated primary, and the JDK's own HTTP server. Threads of
 * that server's executor run it, and all of them end with the process. What the browser runs is in
 * the resources of this package.
 */
@NullMarked
package dev.understudy.example.web;

import org.jspecify.annotations.NullMarked;
