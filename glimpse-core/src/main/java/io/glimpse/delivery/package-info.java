/**
 * Brings request bodies to a server by HTTP: in order, again where that may help, and from the disk
 * where the server was away. A {@link io.glimpse.delivery.BodyFormat} says how a body is put
 * together and what an answer means, {@link io.glimpse.delivery.Endpoint} where it goes, and {@link
 * io.glimpse.delivery.DeliveringWriter} is the door.
 *
 * <p>The writers of the protocols come in, each with its format. Nothing here knows a protocol, and
 * no thread of the application ever comes here.
 */
@NullMarked
package io.glimpse.delivery;

import org.jspecify.annotations.NullMarked;
