/** Tests of what the clients know and write down. */
package dev.understudy.torture.load;
