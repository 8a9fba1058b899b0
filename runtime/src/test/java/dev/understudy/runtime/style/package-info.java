/**
 * What a reviewer would otherwise say again and again, as tests: they read the sources of all
 * modules, and say what to do about what they find.
 */
package dev.understudy.runtime.style;
