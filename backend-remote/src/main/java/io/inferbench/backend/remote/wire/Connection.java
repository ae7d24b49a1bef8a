package io.inferbench.backend.remote.wire;

/** An open connection of a lane; used by the lane's thread only. */
interface Connection {

    /** Returns its number, in order of opening. */
    int number();

    /** Returns whether another request can be sent now. */
    boolean hasRoom();

    /** Sends a request, which has been told of the connection. */
    void send(Exchange exchange);

    /** Gives up a request that was sent: what else comes of it is nobody's. */
    void abandon(Exchange exchange);

    /** Closes the socket. */
    void close();
}
