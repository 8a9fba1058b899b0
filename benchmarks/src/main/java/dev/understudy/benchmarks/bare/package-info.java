/**
 * The limits: processes in plain JDK that do no more than move the bytes, or sketch the path of an
 * update. They use nothing of the product.
 */
@NullMarked
package dev.understudy.benchmarks.bare;

import org.jspecify.annotations.NullMarked;
