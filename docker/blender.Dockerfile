FROM node:22-bookworm-slim
WORKDIR /shapekin
COPY package.json package-lock.json .npmrc ./
COPY scripts scripts
RUN node scripts/setup.js packages
COPY . .
RUN node scripts/setup.js build blender
ENV SHAPEKIN_HOME=/home/shapekin
ENTRYPOINT ["blender", "--background", "--factory-startup", "--python-exit-code", "1", \
  "--python", "blender_addon/headless.py", "--", "--worker"]
