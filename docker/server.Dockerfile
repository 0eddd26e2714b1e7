FROM node:22-bookworm-slim
WORKDIR /shapekin
COPY package.json package-lock.json .npmrc ./
COPY scripts scripts
RUN node scripts/setup.js packages
COPY . .
RUN node scripts/setup.js build tensorflow kernel views
ENV SHAPEKIN_HOME=/home/shapekin
EXPOSE 8642
ENTRYPOINT ["node", "scripts/shapekin.js", "serve"]
