package io.nightshift.core.transport.local;

import io.nightshift.core.transport.Become;
import io.nightshift.core.transport.Connection;
import io.nightshift.core.transport.HostStream;
import io.nightshift.core.transport.Shell;
import io.nightshift.core.transport.Target;
import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.TransportException.Kind;
import io.nightshift.core.transport.Tunnel;
import io.nightshift.core.transport.shell.Deadline;
import io.nightshift.core.transport.shell.HostFiles;
import io.nightshift.core.transport.shell.UserShells;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.function.Supplier;

/** Shells and files of this machine. */
final class LocalConnection implements Connection {
    private final Target target;
    private final UserShells shells;
    private final HostFiles files;
    private volatile boolean open = true;

    LocalConnection(Target target, Supplier<String> tokens) {
        this.target = target;
        this.shells = new UserShells(target.name(), new LocalStarter(), tokens);
        this.files = new HostFiles(shells);
    }

    @Override
    public Shell shell(Become become) throws TransportException {
        return shells.shell(become);
    }

    @Override
    public void upload(Become as, String path, InputStream bytes, long size, Duration limit) throws TransportException {
        files.upload(as, path, bytes, size, Deadline.in(limit));
    }

    @Override
    public long download(Become as, String path, OutputStream to, long maxBytes, Duration limit)
            throws TransportException {
        return files.download(as, path, to, maxBytes, Deadline.in(limit));
    }

    @Override
    public HostStream stream(Become as, String script, Duration limit) throws TransportException {
        return shells.stream(as, script, limit);
    }

    @Override
    public Tunnel tunnel(String host, int port, Duration limit) throws TransportException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(host, port), Math.toIntExact(Math.max(1, limit.toMillis())));
            return new SocketTunnel(socket, socket.getInputStream(), new OneWay(socket));
        } catch (IOException e) {
            try {
                socket.close();
            } catch (IOException ignored) {
                // It never was open; the reason that counts is thrown below.
            }
            throw new TransportException(
                    Kind.UNREACHABLE, host + ":" + port + " does not answer this machine: " + e.getMessage(), e);
        }
    }

    /** Closing a socket's own stream would close the other direction, too. */
    private static final class OneWay extends FilterOutputStream {
        private final Socket socket;

        OneWay(Socket socket) throws IOException {
            super(socket.getOutputStream());
            this.socket = socket;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
            if (!socket.isClosed() && !socket.isOutputShutdown()) {
                socket.shutdownOutput();
            }
        }
    }

    private record SocketTunnel(Socket socket, InputStream input, OutputStream output) implements Tunnel {
        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                // A socket that fails to close is as gone as one that closed.
            }
        }
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public void close() {
        open = false;
        shells.close();
    }
}
