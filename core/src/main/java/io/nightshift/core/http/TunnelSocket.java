package io.nightshift.core.http;

import io.nightshift.core.transport.Tunnel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/** A tunnel in the form that the JDK's TLS wants: a connected socket. */
final class TunnelSocket extends Socket {
    private final Tunnel tunnel;
    private volatile boolean shut;

    TunnelSocket(Tunnel tunnel) {
        this.tunnel = tunnel;
    }

    @Override
    public InputStream getInputStream() {
        return tunnel.input();
    }

    @Override
    public OutputStream getOutputStream() {
        return tunnel.output();
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isClosed() {
        return shut;
    }

    @Override
    public InetAddress getInetAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public void setTcpNoDelay(boolean on) {
        // The SSH connection decides.
    }

    @Override
    public void setSoTimeout(int timeout) {
        // The caller's deadline closes the tunnel.
    }

    @Override
    public void close() throws IOException {
        shut = true;
        tunnel.close();
    }
}
